using System.Runtime.CompilerServices;
using System.Text;
using Tarn.Cli.Errors;
using Tarn.Cli.Hosting;
using Tarn.Streams;

namespace Tarn.Cli.Commands.Streams;

/// <summary>What is put: the bytes of a file, or the text of the input.</summary>
/// <param name="file">Its path, or <see cref="InputName"/>.</param>
/// <param name="terminal">Has the input, and the directory that paths count from.</param>
internal sealed class RecordInput(string file, Terminal terminal)
{
    public const string InputName = "-";

    private const int BatchRecords = 500;
    private const int BatchBytes = 1024 * 1024;

    /// <summary>In batches; blank lines are no records.</summary>
    /// <param name="isWhole">Whether all of it is one record.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="UsageException">There is no such file.</exception>
    public async IAsyncEnumerable<IReadOnlyList<ReadOnlyMemory<byte>>> ReadAsync(
        bool isWhole, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (isWhole)
        {
            yield return [await ReadWholeAsync(cancellationToken)];
            yield break;
        }

        List<ReadOnlyMemory<byte>> batch = [];
        long bytes = 0;
        await foreach (byte[] line in LinesAsync(cancellationToken))
        {
            batch.Add(line);
            bytes += line.Length;
            if (batch.Count == BatchRecords || bytes >= BatchBytes)
            {
                yield return batch;
                batch = [];
                bytes = 0;
            }
        }

        if (batch.Count > 0)
        {
            yield return batch;
        }
    }

    private async Task<byte[]> ReadWholeAsync(CancellationToken cancellationToken)
    {
        if (file == InputName)
        {
            return Encoding.UTF8.GetBytes(await terminal.Input.ReadToEndAsync(cancellationToken));
        }

        await using FileStream stream = Open();
        return stream.Length <= StreamLimits.RecordBytesMax
            ? await File.ReadAllBytesAsync(stream.Name, cancellationToken)
            : throw new UsageException(
                $"'{file}' has {stream.Length} bytes; a record has at most {StreamLimits.RecordBytesMax}");
    }

    private async IAsyncEnumerable<byte[]> LinesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (file == InputName)
        {
            while (await terminal.Input.ReadLineAsync(cancellationToken) is { } line)
            {
                if (line.Length > 0)
                {
                    yield return Encoding.UTF8.GetBytes(line);
                }
            }

            yield break;
        }

        // Bytes that are no UTF-8 stay as they are.
        using StreamReader reader = new(Open(), Encoding.Latin1);
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.Length > 0)
            {
                yield return Encoding.Latin1.GetBytes(line);
            }
        }
    }

    private FileStream Open()
    {
        string path = Path.GetFullPath(file, terminal.WorkingDirectory);
        return File.Exists(path) ? File.OpenRead(path) : throw new UsageException($"there is no file '{file}'");
    }
}
