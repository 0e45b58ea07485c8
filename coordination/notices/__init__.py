"""What a person is told: notices in the application and by mail."""
