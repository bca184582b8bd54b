using Tarn.Common;

namespace Tarn.Jobs.Background;

/// <summary>Waits for runs of jobs, together with those that begin them again because they failed.</summary>
internal sealed class JobRunFollower(JobService jobs)
{
    /// <summary>Waits until a run that was started, in this process or one before, has ended.</summary>
    /// <param name="job">Its name.</param>
    /// <param name="id">Of the run.</param>
    /// <param name="stopToken">Tells the run to stop; its end is waited for.</param>
    /// <param name="cancellationToken">Ends the waiting; the run goes on.</param>
    /// <returns>The last of them; its state is one of those that have ended.</returns>
    /// <exception cref="TarnException"><c>TN1003</c>: there is no such job or run.</exception>
    public async Task<JobRunRecord> WaitAsync(
        string job, string id, CancellationToken stopToken, CancellationToken cancellationToken)
    {
        string current = id;
        while (true)
        {
            JobRunRecord ended = await WaitForOneAsync(job, current, stopToken, cancellationToken);
            string next = AttemptIds.Next(current);
            if (ended.State != JobRunState.Failed || !await ExistsAsync(job, next, cancellationToken))
            {
                return ended;
            }

            current = next;
        }
    }

    private async Task<JobRunRecord> WaitForOneAsync(
        string job, string id, CancellationToken stopToken, CancellationToken cancellationToken)
    {
        while (jobs.FindWork(id) is { } work)
        {
            using CancellationTokenSource either =
                CancellationTokenSource.CreateLinkedTokenSource(stopToken, cancellationToken);
            await work.WaitAsync(either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
            if (stopToken.IsCancellationRequested && await jobs.TryStopAsync(job, id, cancellationToken))
            {
                await work.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                cancellationToken.ThrowIfCancellationRequested();
            }
        }

        return await jobs.GetRunAsync(job, id, cancellationToken);
    }

    private async Task<bool> ExistsAsync(string job, string id, CancellationToken cancellationToken)
    {
        if (jobs.FindWork(id) is not null)
        {
            return true;
        }

        try
        {
            await jobs.GetRunAsync(job, id, cancellationToken);
            return true;
        }
        catch (TarnException exception) when (exception.Code == ErrorCodes.UnknownName)
        {
            return false;
        }
    }
}
