"""The book's data: small seeded or bundled arrays, each documented by the module that makes it."""
