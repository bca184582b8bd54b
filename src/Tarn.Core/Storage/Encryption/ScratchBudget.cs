using Tarn.Common;

namespace Tarn.Storage.Encryption;

/// <summary>How much of the disk the decrypted objects of a process may take at a time. Thread-safe.</summary>
/// <param name="bytesMax">Null leaves it to the disk.</param>
public sealed class ScratchBudget(long? bytesMax)
{
    private long _taken;

    /// <exception cref="TarnException"><c>TN3003</c>: there is not so much left; nothing was taken.</exception>
    internal void Take(long bytes, string bucket, string key)
    {
        long taken = Interlocked.Add(ref _taken, bytes);
        if (bytesMax is not long most || taken <= most)
        {
            return;
        }

        Interlocked.Add(ref _taken, -bytes);
        throw new TarnException(
            ErrorCodes.OutOfMemory,
            $"the object '{key}' in bucket '{bucket}' is encrypted, and decrypting its {bytes} bytes for the engine"
            + $" would take more than the {most} bytes of engine.scratch: {taken - bytes} are taken")
        {
            Hint = "raise engine.scratch in lake.yaml, or read fewer files at once",
        };
    }

    internal void Return(long bytes) => Interlocked.Add(ref _taken, -bytes);
}
