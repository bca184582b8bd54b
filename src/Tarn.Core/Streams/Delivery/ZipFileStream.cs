using System.IO.Compression;

namespace Tarn.Streams.Delivery;

/// <summary>What is written becomes the one file of an archive; disposing it leaves the archive's file open.</summary>
internal sealed class ZipFileStream : WriteStream
{
    private const string EntryName = "records";

    // The same records make the same archive.
    private static readonly DateTimeOffset EntryTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly ZipArchive _archive;
    private readonly Stream _entry;

    public ZipFileStream(Stream file)
    {
        _archive = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true);
        ZipArchiveEntry entry = _archive.CreateEntry(EntryName, CompressionLevel.Fastest);
        entry.LastWriteTime = EntryTime;
        _entry = entry.Open();
    }

    public override void Write(ReadOnlySpan<byte> buffer) => _entry.Write(buffer);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _entry.Dispose();
            _archive.Dispose();
        }

        base.Dispose(disposing);
    }
}
