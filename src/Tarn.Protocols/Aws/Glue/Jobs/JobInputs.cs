using System.Text.Json;
using Tarn.Jobs.Stored;
using Tarn.Protocols.Aws.Wire;

namespace Tarn.Protocols.Aws.Glue.Jobs;

/// <summary>Jobs as clients describe them, in the lake's words.</summary>
internal static class JobInputs
{
    public const int TimeoutMinutesMax = 10_080;

    public static JobInput SaidOf(StoredJob job) =>
        JsonSerializer.Deserialize(job.Details!, GlueJson.Default.JobInput)!;

    /// <summary>The job with everything that the client said.</summary>
    /// <exception cref="AwsException"><c>InvalidInputException</c>: what the lake does not do.</exception>
    public static StoredJob Put(StoredJob job, JobInput said)
    {
        Refuse(said.Connections?.Connections?.Count > 0, "Connections: models read what is in the lake");
        Refuse(!string.IsNullOrEmpty(said.SecurityConfiguration), "SecurityConfiguration");
        Refuse(said.CodeGenConfigurationNodes is not null, "CodeGenConfigurationNodes: a job runs models of the lake");
        Refuse(said.SourceControlDetails is not null, "SourceControlDetails");
        RequireTimeout(said.Timeout);
        return job with
        {
            DefaultArguments = said.DefaultArguments ?? new Dictionary<string, string>(),
            FixedArguments = said.NonOverridableArguments ?? new Dictionary<string, string>(),
            TimeoutMinutes = said.Timeout,
            RetriesMax = said.MaxRetries ?? 0,
            RunsMax = said.ExecutionProperty?.MaxConcurrentRuns ?? 1,
            Details = JsonSerializer.Serialize(said, GlueJson.Default.JobInput),
        };
    }

    /// <exception cref="AwsException"><c>InvalidInputException</c>: too short or too long.</exception>
    public static void RequireTimeout(int? minutes)
    {
        if (minutes is < 1 or > TimeoutMinutesMax)
        {
            throw new AwsException(
                GlueErrors.InvalidInput, $"Timeout is {minutes} minutes; expected 1 to {TimeoutMinutesMax}");
        }
    }

    private static void Refuse(bool isThere, string what)
    {
        if (isThere)
        {
            throw new AwsException(GlueErrors.InvalidInput, $"not supported: {what}");
        }
    }
}
