# What a workflow, and the configuration of GoReleaser, must never become. make lint runs this beside actionlint and ghalint, which
# see an action that is not pinned, and a job with all permissions.
package policy

# What each workflow may write, beside reading the code.
may_write := {
	"drift": {"issues"},
	"release": {"attestations", "contents", "id-token"},
	"security": {"security-events"},
}

problems contains sprintf("%s.yml grants permissions to every job; write \"permissions: {}\", and those of each job in the job", [name]) if {
	some name, workflow in data.workflows
	not workflow.permissions == {}
}

problems contains sprintf("%s.yml: the job %s may write %s", [name, id, scope]) if {
	some name, workflow in data.workflows
	some id, job in workflow.jobs
	some scope, access in job.permissions
	access != "read"
	not scope in object.get(may_write, name, set())
}

problems contains sprintf("%s.yml runs the code of a pull request with the rights of the repository", [name]) if {
	some name, workflow in data.workflows
	some trigger in ["pull_request_target", "workflow_run"]
	trigger in object.keys(object.get(workflow, "on", object.get(workflow, "true", {})))
}

# A cache is written by workflows with fewer rights.
problems contains sprintf("release.yml: a step of the job %s uses %s with a cache", [id, step.uses]) if {
	some id, job in data.workflows.release.jobs
	some step in job.steps
	cached(step)
}

cached(step) if contains(step.uses, "cache")

cached(step) if {
	startswith(step.uses, "actions/setup-")
	not step["with"].cache == false
}

problems contains "release.yml: a job reads a secret outside the environment \"release\", which a maintainer approves" if {
	some job in data.workflows.release.jobs
	regex.match(`secrets\.`, json.marshal(job))
	not job.environment == "release"
}

problems contains ".goreleaser.yml publishes a release that nobody has checked; write \"draft: true\"" if not data.goreleaser.release.draft == true

problems contains "there is no .github/workflows/release.yml to check" if not data.workflows.release.jobs
