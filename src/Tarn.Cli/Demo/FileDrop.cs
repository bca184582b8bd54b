using Tarn.Storage;

namespace Tarn.Cli.Demo;

/// <summary>Copies files into a bucket, each whole and durably or not at all; what is there already is left.</summary>
internal sealed class FileDrop(IObjectStore store)
{
    private const int CompareBufferBytes = 256 * 1024;

    /// <summary>Copies a file; false when the object has the same content already.</summary>
    public async Task<bool> AddAsync(InputFile file, CancellationToken cancellationToken)
    {
        if (await HasAsync(file, cancellationToken))
        {
            return false;
        }

        await using FileStream source = File.OpenRead(file.Path);
        await store.PutAsync(file.Key, source, PutCondition.None, cancellationToken);
        return true;
    }

    /// <summary>Moves files in, those that are not there with the same content.</summary>
    /// <returns>How many.</returns>
    public async Task<int> MoveInAsync(IEnumerable<InputFile> files, CancellationToken cancellationToken)
    {
        List<(string LocalPath, string Key)> added = [];
        foreach (InputFile file in files)
        {
            if (!await HasAsync(file, cancellationToken))
            {
                added.Add((file.Path, file.Key));
            }
        }

        await store.MoveInManyAsync(added, cancellationToken);
        return added.Count;
    }

    /// <summary>True when the object is there and has the file's content.</summary>
    public async Task<bool> HasAsync(InputFile file, CancellationToken cancellationToken)
    {
        await using FileStream source = File.OpenRead(file.Path);
        if (await store.HeadAsync(file.Key, cancellationToken) is null)
        {
            return false;
        }

        await using Stream stored = await store.OpenReadAsync(file.Key, cancellationToken);
        return stored.Length == source.Length && await HaveSameContentAsync(source, stored, cancellationToken);
    }

    private static async Task<bool> HaveSameContentAsync(
        Stream one, Stream other, CancellationToken cancellationToken)
    {
        byte[] left = new byte[CompareBufferBytes];
        byte[] right = new byte[CompareBufferBytes];
        while (true)
        {
            int read = await one.ReadAtLeastAsync(left, left.Length, throwOnEndOfStream: false, cancellationToken);
            int readOther =
                await other.ReadAtLeastAsync(right, right.Length, throwOnEndOfStream: false, cancellationToken);
            if (!left.AsSpan(0, read).SequenceEqual(right.AsSpan(0, readOther)))
            {
                return false;
            }

            if (read == 0)
            {
                return true;
            }
        }
    }
}
