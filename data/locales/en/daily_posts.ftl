# What stands in a daily post beside its item.

post-test = Test post · { $label }
