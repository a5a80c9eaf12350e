"""What runs a page's cells inside the page's Python: `cells`, with what they show, refuse and need.

worker.js unpacks this folder beside the book's package. The modules beside it (anywidget, IPython, ipywidgets) stand in
for what a page cannot have: a widget's traits travel over the worker's messages instead of a Jupyter kernel's.
"""
