"""chiso: from announcements of Vietnam's governance indices to a warehouse that can be trusted."""
