using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using Tarn.Common;

namespace Tarn.Sources.Generation.Clickstream;

/// <summary>
/// Makes files of a web shop's events, JSON lines: one file of all, or one for each hour as a delivery stream leaves
/// them. The same options give the same files. A generator writes once.
/// </summary>
public sealed class ClickstreamGenerator
{
    private const int BlockBytes = 1024 * 1024;

    private readonly ClickstreamOptions _options;
    private readonly DateTimeOffset _firstDay;
    private readonly ClickstreamSource _source;
    private readonly IProgress<double>? _progress;
    private readonly ArrayBufferWriter<byte> _block = new(BlockBytes + ClickstreamSource.RecordBytesMax + 1);
    private long _written;

    /// <param name="progress">Gets fractions from 0 to 1.</param>
    /// <exception cref="TarnException"><c>TN1005</c>: a number or a share is out of range.</exception>
    public ClickstreamGenerator(ClickstreamOptions options, IProgress<double>? progress)
    {
        Require("records", options.Records, ClickstreamOptions.RecordsMax);
        Require("days", options.Days, ClickstreamOptions.DaysMax);
        _options = options;
        _progress = progress;
        _firstDay = new DateTimeOffset(options.FirstDay, TimeOnly.MinValue, TimeSpan.Zero);
        double seconds = TimeSpan.FromDays(options.Days).TotalSeconds;
        _source = new ClickstreamSource(options.Mix, options.Records / seconds, options.Seed);
    }

    /// <summary>Writes all records into one file, compressed when its name ends in <c>.gz</c>.</summary>
    /// <param name="path">Its directory is made; an earlier file is replaced when the new one is whole.</param>
    /// <param name="cancellationToken">Leaves what was at the path.</param>
    /// <exception cref="TarnException"><c>TN4001</c>, <c>TN4002</c>: the file cannot be written.</exception>
    public async Task<ClickstreamResult> WriteFileAsync(string path, CancellationToken cancellationToken)
    {
        long started = Stopwatch.GetTimestamp();
        string whole = Path.GetFullPath(path);
        await WriteAsync(whole, DateTimeOffset.MaxValue, cancellationToken);
        return new ClickstreamResult(
            [whole], _source.Tally, new FileInfo(whole).Length, Stopwatch.GetElapsedTime(started));
    }

    /// <summary>
    /// Writes a compressed file for each hour in which records are sent:
    /// <c>year=YYYY/month=MM/day=DD/clicks-1-YYYY-MM-DD-HH-00-00-SEED.gz</c>.
    /// </summary>
    /// <param name="directory">Is made; earlier files of the same names are replaced.</param>
    /// <param name="cancellationToken">Files before it are whole.</param>
    /// <exception cref="TarnException"><c>TN4001</c>, <c>TN4002</c>: a file cannot be written.</exception>
    public async Task<ClickstreamResult> WriteHoursAsync(string directory, CancellationToken cancellationToken)
    {
        long started = Stopwatch.GetTimestamp();
        List<string> paths = [];
        while (_written < _options.Records)
        {
            DateTimeOffset moment = MomentOf(_written);
            DateTimeOffset hour = moment.AddTicks(-(moment.Ticks % TimeSpan.TicksPerHour));
            string path = Path.Join(Path.GetFullPath(directory), KeyOf(hour, _options.Seed));
            await WriteAsync(path, hour.AddHours(1), cancellationToken);
            paths.Add(path);
        }

        long sizeBytes = paths.Sum(path => new FileInfo(path).Length);
        return new ClickstreamResult(paths, _source.Tally, sizeBytes, Stopwatch.GetElapsedTime(started));
    }

    private static string KeyOf(DateTimeOffset hour, long seed) => string.Create(
        CultureInfo.InvariantCulture,
        $"year={hour:yyyy}/month={hour:MM}/day={hour:dd}/clicks-1-{hour:yyyy-MM-dd-HH-mm-ss}-{seed}.gz");

    private DateTimeOffset MomentOf(long number) =>
        DailyCurve.MomentOf(_firstDay, _options.Days, (double)number / _options.Records);

    private Task WriteAsync(string path, DateTimeOffset end, CancellationToken cancellationToken) =>
        GeneratedFile.WriteAsync(path, async partial =>
        {
            try
            {
                await using Stream stream = Open(partial, path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase));
                while (FillBlock(end))
                {
                    await stream.WriteAsync(_block.WrittenMemory, cancellationToken);
                    _block.ResetWrittenCount();
                    _progress?.Report((double)_written / _options.Records);
                }
            }
            catch (IOException exception)
            {
                throw IoErrors.Translate(exception, $"write '{path}'");
            }
        });

    private static Stream Open(string path, bool isCompressed)
    {
        FileStream file = new(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        return isCompressed ? new GZipStream(file, CompressionLevel.Fastest) : file;
    }

    /// <summary>Fills the block with records that are sent before a moment; false when there is none.</summary>
    private bool FillBlock(DateTimeOffset end)
    {
        while (_written < _options.Records && _block.WrittenCount < BlockBytes)
        {
            DateTimeOffset now = MomentOf(_written);
            if (now >= end)
            {
                break;
            }

            _source.Write(now, _block);
            _block.GetSpan(1)[0] = (byte)'\n';
            _block.Advance(1);
            _written++;
        }

        return _block.WrittenCount > 0;
    }

    private static void Require(string what, long value, long max)
    {
        if (value < 1 || value > max)
        {
            throw new TarnException(
                ErrorCodes.BadArgument,
                string.Create(CultureInfo.InvariantCulture, $"Cannot generate {value} {what}; expected 1 to {max}."));
        }
    }
}
