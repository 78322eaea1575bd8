"""Which BLAS a PyTorch process computes with: a time without it says nothing."""
import os
import re

import torch


def blas():
    """The BLAS by the libraries that are mapped once a product has run; PyTorch's own text only says generic."""
    torch.mm(torch.ones(8, 8), torch.ones(8, 8))
    names = set()
    try:
        with open("/proc/self/maps", encoding="utf-8") as maps:
            for line in maps:
                path = line.split()[-1]
                if re.search(r"/(openblas|blas|atlas|mkl)[^/]*/lib|lib(openblas|mkl|blas|blis|atlas)[^/]*$", path):
                    names.add("/".join(os.path.realpath(path).split("/")[-2:]))
    except OSError:
        pass
    return ", ".join(sorted(names)) or re.search(r"BLAS_INFO=(\w*)", torch.__config__.show() + "BLAS_INFO=unknown").group(1)
