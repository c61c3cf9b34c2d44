"""How sparse are the activations of a feed-forward layer?"""

import torch


def threshold_sparsity(hidden: torch.Tensor, threshold: float = 0.0) -> float:
    """Share of entries at or below the threshold, as in
    [[ProSparse: Introducing and Enhancing Intrinsic Activation Sparsity within Large Language Models]]."""
    return (hidden.abs() <= threshold).float().mean().item()


def weighted_scores(hidden: torch.Tensor, weight: torch.Tensor) -> torch.Tensor:
    # Hidden states alone are not enough: columns of the weight count too.
    # [[WINA: Weight Informed Neuron Activation for Accelerating Large Language Model Inference]]
    return hidden.abs() * weight.norm(dim=0)
