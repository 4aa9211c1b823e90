-- What was put down to the wrong order is somebody else's transfer: the number of it is not the buyer's.
UPDATE payment SET reference = NULL WHERE state = 'refused' AND undone_entry IS NOT NULL;
