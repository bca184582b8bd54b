using Tarn.Common;

namespace Tarn.Jobs.Lineage.Events;

/// <summary>Appends events to a file, one a line.</summary>
internal sealed class FileSink(string path) : ILineageSink
{
    public async Task<string?> SendAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await using FileStream file = new(path, FileMode.Append, FileAccess.Write, FileShare.Read);
            byte[] line = [.. content.Span, (byte)'\n'];
            await file.WriteAsync(line, cancellationToken);
            return null;
        }
        catch (Exception exception) when (IoErrors.IsIo(exception))
        {
            return $"cannot write '{path}': {exception.Message}";
        }
    }

    public void Dispose()
    {
    }
}
