"""moto 5 with the answers that the AWS provider of Terraform, and functions that run locally, need.

One module for each concern under `mends`. Each says which answer of moto is wrong or missing, what AWS answers, and
where that matters. `server` installs all of them and serves moto over HTTP.
"""

MOTO_VERSION = "5.2.1"
"""The version of moto that the mends were written for and tested with."""
