"""What the statutes say: pure functions of days and eurocents that know no case.

Each module carries one part of the law; README.md of this folder names them all.
"""
