namespace Tarn.Jobs.Background;

/// <summary>A run that has not ended yet.</summary>
internal sealed class RunningJob(JobRunRecord record) : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _known = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public JobRunRecord Record { get; set; } = record;

    /// <summary>Ends when the run has.</summary>
    public Task Work { get; set; } = Task.CompletedTask;

    /// <summary>Ends when the run's document is there, or never will be.</summary>
    public Task Known => _known.Task;

    public CancellationToken StopToken => _stop.Token;

    /// <summary>Whether nobody stops it but the end of the process.</summary>
    public bool IsLeft { get; set; }

    public void MakeKnown() => _known.TrySetResult();

    public void Stop() => _stop.Cancel();

    public void Dispose() => _stop.Dispose();
}
