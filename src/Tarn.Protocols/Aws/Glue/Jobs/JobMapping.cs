using Tarn.Jobs;
using Tarn.Jobs.Background;
using Tarn.Protocols.Aws.Wire;

namespace Tarn.Protocols.Aws.Glue.Jobs;

/// <summary>Jobs of the lake in Glue's words.</summary>
internal static class JobMapping
{
    /// <summary>What ids of runs begin with on the wire.</summary>
    private const string RunPrefix = "jr_";

    public static JobAnswer AnswerOf(JobDefinition job) => new()
    {
        Name = job.Name,
        Description = string.Join(", ", job.Models.Select(model => model.Table)),
        Role = $"arn:aws:iam::{AwsAccount.Id}:role/tarn",
        ExecutionProperty = new ExecutionProperty(MaxConcurrentRuns: 1),
        Command = new JobCommand("glueetl", $"models of job {job.Name}"),
    };

    public static JobRun RunOf(JobRunRecord record, DateTimeOffset now) => new()
    {
        Id = RunIdOf(record.Id),
        JobName = record.Job,
        StartedOn = record.StartedAt,
        LastModifiedOn = record.ChangedAt,
        CompletedOn = record.EndedAt,
        JobRunState = record.State switch
        {
            JobRunState.Waiting => "STARTING",
            JobRunState.Running => "RUNNING",
            JobRunState.Stopping => "STOPPING",
            JobRunState.Stopped => "STOPPED",
            JobRunState.Succeeded => "SUCCEEDED",
            JobRunState.TimedOut => "TIMEOUT",
            JobRunState.Interrupted => "ERROR",
            _ => "FAILED",
        },
        Arguments = record.Arguments,
        ErrorMessage = record.State == JobRunState.Interrupted
            ? "the server ended before the run did"
            : record.Error,
        ExecutionTime = record.HasEnded && record.EndedAt is null
            ? 0
            : (int)Math.Ceiling(((record.EndedAt ?? now) - record.StartedAt).TotalSeconds),
        Timeout = record.TimeoutMinutes,
    };

    public static string RunIdOf(string id) => RunPrefix + id;

    /// <summary>As the lake has it.</summary>
    public static string IdOf(string runId) =>
        runId.StartsWith(RunPrefix, StringComparison.Ordinal) ? runId[RunPrefix.Length..] : runId;
}
