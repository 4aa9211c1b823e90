deed-word = Deed
refused-no-such-deed = There is no such deed.
refused-deed-not-failed = This one is done, and nothing is done twice.
decided-by = By decision of proposal No. { $number }: { $title }
