"""The workbench: pages for the browser on the same machine, drawn by the server; they run no script but ours."""
