"""Running automations: the guard that every runner shares, and a receiver of alerts that needs no Ansible."""
