using System.Text;
using System.Text.Unicode;
using Tarn.Engine.Types;
using Tarn.Engine.Vectors;

namespace Tarn.Sources.Postgres.Types;

/// <summary>
/// Text of all kinds, enums, json, and every type that is read as the text which the server writes. A database with the
/// encoding SQL_ASCII may send bytes that are no UTF-8.
/// </summary>
internal sealed class TextDecoder(Unfit unfit) : ValueDecoder(new EngineType(EngineTypeKind.Varchar))
{
    public override void WriteBinary(ReadOnlySpan<byte> value, VectorWriter writer, int row)
    {
        if (Utf8.IsValid(value))
        {
            writer.WriteBytes(row, value);
            return;
        }

        unfit.CountBadText();
        writer.WriteBytes(row, Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(value)));
    }

    public override void WriteText(ReadOnlySpan<byte> text, VectorWriter writer, int row) =>
        WriteBinary(text, writer, row);
}
