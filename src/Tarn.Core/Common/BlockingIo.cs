namespace Tarn.Common;

/// <summary>Where file calls that block (fsync above all) run, so that no caller's thread waits for a disk.</summary>
internal static class BlockingIo
{
    public static Task<T> RunAsync<T>(Func<T> work, CancellationToken cancellationToken) =>
        Task.Run(work, cancellationToken);

    public static Task RunAsync(Action work, CancellationToken cancellationToken) =>
        Task.Run(work, cancellationToken);
}
