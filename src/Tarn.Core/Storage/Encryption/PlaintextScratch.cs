using System.Globalization;
using Tarn.Common;

namespace Tarn.Storage.Encryption;

/// <summary>
/// A directory of one statement, run or crawl for the content of encrypted objects, which the engine reads from files:
/// each object once, readable by the owner alone, and gone when this is disposed. Thread-safe.
/// </summary>
/// <param name="directory">Of this scratch alone; made when it is first needed.</param>
public sealed class PlaintextScratch(string directory) : IDisposable
{
    private const UnixFileMode OwnersFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const int CopyBufferBytes = 256 * 1024;

    private readonly NamedLocks _locks = new();
    private readonly Lock _lock = new();
    private readonly Dictionary<(string Bucket, string Key, string ETag), string> _paths = [];
    private readonly List<(ScratchBudget Budget, long Bytes)> _taken = [];
    private int _count;

    /// <summary>Where the content of an object is, which is put there when it is not yet.</summary>
    /// <param name="bucket">The object's.</param>
    /// <param name="found">The object.</param>
    /// <param name="openAsync">Gives its content, decrypted.</param>
    /// <param name="budget">What it is taken from until the end of this scratch.</param>
    /// <param name="cancellationToken">Stops it; nothing stays.</param>
    /// <returns>A path that ends in the key wherever that can be a path, and in its extension in any case.</returns>
    /// <exception cref="TarnException"><c>TN3003</c>: the budget is used up; or as the content says.</exception>
    internal async Task<string> PathOfAsync(
        string bucket,
        ObjectInfo found,
        Func<Task<Stream>> openAsync,
        ScratchBudget budget,
        CancellationToken cancellationToken)
    {
        (string, string, string) name = (bucket, found.Key, found.ETag);
        using IDisposable held = await _locks.EnterAsync($"{bucket}/{found.Key}", cancellationToken);
        if (Known(name) is { } known)
        {
            return known;
        }

        await using Stream content = await openAsync();
        budget.Take(content.Length, bucket, found.Key);
        string path = PathFor(found.Key);
        lock (_lock)
        {
            _taken.Add((budget, content.Length));
        }

        await WriteAsync(bucket, path, content, cancellationToken);
        lock (_lock)
        {
            return _paths[name] = path;
        }
    }

    /// <summary>Removes all of it.</summary>
    public void Dispose()
    {
        if (Directory.Exists(directory))
        {
            Directory.Delete(directory, recursive: true);
        }

        lock (_lock)
        {
            _taken.ForEach(taken => taken.Budget.Return(taken.Bytes));
            _taken.Clear();
            _paths.Clear();
        }
    }

    private string? Known((string Bucket, string Key, string ETag) name)
    {
        lock (_lock)
        {
            return _paths.GetValueOrDefault(name);
        }
    }

    private string PathFor(string key)
    {
        string own = Interlocked.Increment(ref _count).ToString(CultureInfo.InvariantCulture);
        return Path.Join(directory, own, ObjectKey.IsPlain(key) ? key : "object" + Path.GetExtension(key));
    }

    private static async Task WriteAsync(
        string bucket, string path, Stream content, CancellationToken cancellationToken)
    {
        try
        {
            MakeDirectory(Path.GetDirectoryName(path)!);
            FileStreamOptions options = new()
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                BufferSize = 0,
            };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = OwnersFile;
            }

            await using FileStream file = new(path, options);
            await content.CopyToAsync(file, CopyBufferBytes, cancellationToken);
        }
        catch (Exception exception) when (IoErrors.IsIo(exception))
        {
            throw IoErrors.Translate(exception, $"decrypt an object of bucket '{bucket}' into the engine's scratch");
        }
    }

    private static void MakeDirectory(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, OwnersFile | UnixFileMode.UserExecute);
        }
    }
}
