"""Calculations in money, each with its rule version and its workings.

from luoshi.assess import account

account.settle(grades)                      # rewards and penalties that balance
account.support(history, decision, rule)    # the next year on the support list
account.allocate(recipients, pool=pool)     # the transfer payment of a year
"""

from luoshi.assess.account.settlement import Graded, settle
from luoshi.assess.account.support import RULE_2012, listed, support
from luoshi.assess.account.transfer import allocate, transfer

__all__ = ["RULE_2012", "Graded", "allocate", "listed", "settle", "support", "transfer"]
