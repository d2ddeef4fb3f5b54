// Nothing of it is called by a bot that does not encrypt.
