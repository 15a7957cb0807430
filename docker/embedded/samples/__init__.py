"""What « the ministries » serve to the embedded stack: real figures, and invented ones.

`python -m embedded.samples render FOLDER` writes the files, in the forms the publishers give them;
`python -m embedded.samples compile --data DATA` makes the facts they are written from.
"""
