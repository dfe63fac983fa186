"""The machine-translation seam and its engines."""

import os

# OpenMP's threads wait for work by spinning unless they are told to sleep. A small model has its threads meet thousands
# of times a second, and where other processes want the same cores each meeting then costs a time slice: measured 5 to
# 30 times slower. It is read when PyTorch is imported, which nothing above this line does; a user's own setting stands.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
