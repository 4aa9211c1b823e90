file = File
