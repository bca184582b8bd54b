namespace Tarn.Common;

/// <summary>
/// Where file calls that block (fsync above all) run: on threads of their own. The thread pool has as many threads as
/// processors and adds more only slowly, so on two cores it would sync two files at a time, however many wait.
/// </summary>
internal static class BlockingIo
{
    public static Task<T> RunAsync<T>(Func<T> work, CancellationToken cancellationToken) =>
        Task.Factory.StartNew(
            work, cancellationToken, TaskCreationOptions.DenyChildAttach, BlockingIoScheduler.Instance);

    public static Task RunAsync(Action work, CancellationToken cancellationToken) =>
        Task.Factory.StartNew(
            work, cancellationToken, TaskCreationOptions.DenyChildAttach, BlockingIoScheduler.Instance);
}
