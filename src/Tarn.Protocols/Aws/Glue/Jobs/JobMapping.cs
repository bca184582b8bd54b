using Tarn.Jobs.Background;
using Tarn.Jobs.Stored;
using Tarn.Protocols.Aws.Wire;

namespace Tarn.Protocols.Aws.Glue.Jobs;

/// <summary>Jobs of the lake in Glue's words.</summary>
internal static class JobMapping
{
    /// <summary>What ids of runs begin with on the wire.</summary>
    private const string RunPrefix = "jr_";

    public static JobAnswer AnswerOf(KnownJob job) => job.Stored is { } stored
        ? AnswerOf(stored, JobInputs.SaidOf(stored))
        : new JobAnswer
        {
            Name = job.Name,
            Description = string.Join(", ", job.Models.Select(model => model.Table)),
            Role = $"arn:aws:iam::{AwsAccount.Id}:role/tarn",
            ExecutionProperty = new ExecutionProperty { MaxConcurrentRuns = 1 },
            Command = new JobCommand { Name = "glueetl", ScriptLocation = $"models of job {job.Name}" },
            DefaultArguments = new Dictionary<string, string>(),
            MaxRetries = 0,
        };

    public static JobRun RunOf(JobRunRecord record, DateTimeOffset now) => new()
    {
        Id = RunIdOf(record.Id),
        Attempt = record.Attempt,
        PreviousRunId = record.PreviousId is { } previous ? RunIdOf(previous) : null,
        TriggerName = record.Trigger,
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

    private static JobAnswer AnswerOf(StoredJob job, JobInput said) => new(said)
    {
        Name = job.Name,
        ExecutionProperty = said.ExecutionProperty ?? new ExecutionProperty { MaxConcurrentRuns = 1 },
        MaxRetries = said.MaxRetries ?? 0,
        CreatedOn = job.CreatedAt,
        LastModifiedOn = job.UpdatedAt,
    };

    public static string RunIdOf(string id) => RunPrefix + id;

    /// <summary>As the lake has it.</summary>
    public static string IdOf(string runId) =>
        runId.StartsWith(RunPrefix, StringComparison.Ordinal) ? runId[RunPrefix.Length..] : runId;
}
