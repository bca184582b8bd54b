using System.Text;

namespace Tarn.Queries.Executions.Results;

/// <summary>
/// The object beside a result that says what its columns are, which JDBC drivers read: protocol buffers whose schema
/// AWS does not publish. Fields 1 (id), 3 (rows changed) and 4 (columns) are written.
/// </summary>
internal static class ResultMetadata
{
    private const int Varint = 0;
    private const int Bytes = 2;

    public static byte[] Of(string id, ExecutionOutcome outcome)
    {
        List<byte> message = [];
        WriteText(message, 1, id);
        if (outcome.RowsChanged is long rows)
        {
            WriteNumber(message, 3, rows);
        }

        foreach (OutputColumn column in outcome.Columns)
        {
            List<byte> inner = [];
            WriteText(inner, 1, "hive");
            WriteText(inner, 4, column.Name);
            WriteText(inner, 5, column.Name);
            WriteText(inner, 6, column.Type);
            WriteNumber(inner, 7, column.Precision);
            WriteNumber(inner, 8, column.Scale);
            WriteNumber(inner, 9, 3);
            WriteNumber(inner, 10, column.IsCaseSensitive ? 1 : 0);
            WriteBytes(message, 4, inner);
        }

        return [.. message];
    }

    private static void WriteText(List<byte> message, int field, string text) =>
        WriteBytes(message, field, Encoding.UTF8.GetBytes(text));

    private static void WriteBytes(List<byte> message, int field, IReadOnlyCollection<byte> content)
    {
        WriteVarint(message, (ulong)((field << 3) | Bytes));
        WriteVarint(message, (ulong)content.Count);
        message.AddRange(content);
    }

    private static void WriteNumber(List<byte> message, int field, long number)
    {
        WriteVarint(message, (ulong)((field << 3) | Varint));
        WriteVarint(message, (ulong)number);
    }

    private static void WriteVarint(List<byte> message, ulong value)
    {
        while (value >= 0x80)
        {
            message.Add((byte)(value | 0x80));
            value >>= 7;
        }

        message.Add((byte)value);
    }
}
