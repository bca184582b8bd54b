namespace Tarn.Protocols.Aws.Glue.Jobs;

/// <summary>A job as clients get it.</summary>
internal sealed record JobAnswer : JobInput
{
    public JobAnswer()
    {
    }

    public JobAnswer(JobInput said)
        : base(said)
    {
    }

    public required string Name { get; init; }

    public DateTimeOffset? CreatedOn { get; init; }

    public DateTimeOffset? LastModifiedOn { get; init; }
}
