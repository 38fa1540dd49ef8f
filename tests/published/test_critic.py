"""Eight firms by three criteria, the example of the authors."""

from __future__ import annotations

from luoshi.assess import compose


def test_critic_reproduces_the_weights_of_the_firms() -> None:
    """Diakoulaki, Mavrotas & Papayannakis, Computers & Operations Research 22(7), 1995, pp. 763–770: 0.20, 0.48, 0.32."""
    firms = [
        [61, 1.08, 4.33], [20.7, 0.26, 4.34], [16.3, 1.98, 2.53], [9, 3.29, 1.65],
        [5.4, 2.77, 2.33], [4, 4.12, 1.21], [-6.1, 3.52, 2.10], [-34.6, 3.31, 0.98],
    ]  # fmt: skip
    assert compose.critic(firms).weights.round(2).tolist() == [0.2, 0.48, 0.32]
