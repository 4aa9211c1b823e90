mandates = Mandates
