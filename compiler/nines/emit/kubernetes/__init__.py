"""Rules, boards and routes as objects of Kubernetes."""
