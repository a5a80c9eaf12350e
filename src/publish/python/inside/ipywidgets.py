"""A page cannot have Jupyter's own controls; whoever asks for them is told so."""

raise ImportError("ipywidgets is not on this page. Open the chapter in JupyterLab, where its controls are live.")
