"""Run the whole portal on one machine, no Docker: `PYTHONPATH=docker python3 -m embedded <verb>`.

Only the standard library is used here, so that it starts on a bare machine.
"""
