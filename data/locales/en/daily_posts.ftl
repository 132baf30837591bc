# What stands in a daily post beside its item.

thread-name = { $label } · { $title }
post-test = Test post · { $label }
