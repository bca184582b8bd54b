using System.Globalization;
using System.Text;
using Tarn.Catalog.Files;
using Tarn.Engine;
using Tarn.Engine.Errors;

namespace Tarn.Crawlers.Sampling;

/// <summary>The first lines of a zstd file, by the engine: .NET has no decompressor for it.</summary>
internal sealed class ZstandardLines(DuckInstance engine)
{
    // Nothing written as text holds these two in a row, so each line is one value.
    private const string NoDelimiter = "\u001E\u001F";
    private const string Columns = "{'line': 'VARCHAR'}";

    public async Task<SampleResult> ReadAsync(string enginePath, int bytesMax, CancellationToken cancellationToken)
    {
        string sql = string.Create(
            CultureInfo.InvariantCulture,
            $"""
            SELECT line FROM read_csv({SqlText.Paths([enginePath])}, columns = {Columns},
              auto_detect = false, header = false, delim = '{NoDelimiter}', quote = '', escape = '',
              compression = 'zstd', null_padding = true, strict_mode = false,
              max_line_size = {SampleReader.LineBytesMax})
            """);
        try
        {
            using DuckConnection connection = engine.Connect();
            await using RowReader reader = await connection.QueryAsync(sql, cancellationToken);
            return await TakeAsync(reader, bytesMax, cancellationToken);
        }
        catch (EngineException exception) when (exception.Kind is not EngineErrorKind.Interrupt)
        {
            return new SampleResult.Unusable($"its zstd data cannot be read: {FirstLine(exception, enginePath)}");
        }
    }

    private static async Task<SampleResult> TakeAsync(
        RowReader reader, int bytesMax, CancellationToken cancellationToken)
    {
        StringBuilder text = new();
        await foreach (RowBatch batch in reader.ReadBatchesAsync(cancellationToken))
        {
            for (int row = 0; row < batch.RowCount; row++)
            {
                if (text.Length >= bytesMax)
                {
                    return Taken(text, isWhole: false);
                }

                text.Append(batch.Columns[0].GetValue(row) as string).Append('\n');
            }
        }

        return text.Length == 0
            ? new SampleResult.Unusable("it is empty after decompression")
            : Taken(text, isWhole: true);
    }

    private static SampleResult.Taken Taken(StringBuilder text, bool isWhole) =>
        new(new ObjectSample(Encoding.UTF8.GetBytes(text.ToString()), isWhole, Compression.Zstandard));

    private static string FirstLine(EngineException exception, string path) =>
        exception.RawMessage.Split('\n')[0].Replace(path, "the object", StringComparison.Ordinal).Trim();
}
