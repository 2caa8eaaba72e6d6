"""
The time a figure covers. A passage and the day of publication come in, values.Period goes out.

`phrases` finds what may be a period, `scope` says which figure it governs, `calendar` gives its days.
"""
