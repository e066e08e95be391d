"""What one record of a set says: annotations, relations and remarks, as immutable values with their JSON."""
