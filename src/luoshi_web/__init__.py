"""The desk: departments and cities report, the commission dispatches and supervises, everyone sees the same truth.

It has two jobs: let people decide, and show what was computed. It computes nothing itself: what a move is and who may make
it is said by `luoshi.act`, what stands in a registry by the pack.
"""
