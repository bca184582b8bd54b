using Tarn.Jobs.Background;
using Tarn.Jobs.Stored;
using Tarn.Protocols.Aws.Json;
using Tarn.Protocols.Aws.Wire;

namespace Tarn.Protocols.Aws.Glue.Jobs;

/// <summary>Jobs that clients make, change and delete.</summary>
internal sealed class JobChanges(JobService jobs)
{
    public IEnumerable<KeyValuePair<string, JsonOperation>> All =>
    [
        new("CreateJob", JsonOperation.Of(
            GlueJson.Default.CreateJobRequest,
            GlueJson.Default.CreateJobResponse,
            CreateAsync,
            new()
            {
                Text = "a job runs models, by its name or by a default argument"
                    + " ([guide](../guide/glue.md#jobs)); script, role, workers, capacity and versions are"
                    + " kept and shown",
            })),
        new("UpdateJob", JsonOperation.Of(
            GlueJson.Default.UpdateJobRequest, GlueJson.Default.JobNameResponse, UpdateAsync)),
        new("DeleteJob", JsonOperation.Of(
            GlueJson.Default.JobRequest,
            GlueJson.Default.JobNameResponse,
            DeleteAsync,
            new() { Text = "jobs of models stay" })),
    ];

    private async Task<CreateJobResponse> CreateAsync(
        CreateJobRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        if (request.Role is null || request.Command is null)
        {
            throw new AwsException(
                "ValidationException",
                "1 validation error detected: Value null at 'role' or 'command' failed to satisfy constraint:"
                + " Member must not be null");
        }

        StoredJob bare = new()
        {
            Name = request.Name,
            Tags = request.Tags ?? new Dictionary<string, string>(),
        };
        await jobs.Catalog.CreateAsync(JobInputs.Put(bare, request), cancellationToken);
        return new CreateJobResponse(request.Name);
    }

    /// <summary>What an update does not say goes back to how it is when nobody says it.</summary>
    private async Task<JobNameResponse> UpdateAsync(
        UpdateJobRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        await jobs.Catalog.UpdateAsync(
            request.JobName, stored => JobInputs.Put(stored, request.JobUpdate), cancellationToken);
        return new JobNameResponse(request.JobName);
    }

    private async Task<JobNameResponse> DeleteAsync(
        JobRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        await jobs.DeleteAsync(request.JobName, cancellationToken);
        return new JobNameResponse(request.JobName);
    }
}
