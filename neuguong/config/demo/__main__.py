"""`python -m neuguong.config.demo`: what `neuguong demo` does before it serves, and nothing else."""

from neuguong.config.cli.ready import application, spoken

if __name__ == "__main__":
    with application():
        from neuguong.config import processes  # needs Django set up

        spoken(processes.demo)()
