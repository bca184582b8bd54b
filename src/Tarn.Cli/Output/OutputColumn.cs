using Tarn.Engine;
using Tarn.Engine.Types;

namespace Tarn.Cli.Output;

/// <summary>One column of what a command prints.</summary>
/// <param name="Name">Heading, and the key in JSON.</param>
/// <param name="Kind">How people see its values.</param>
internal sealed record OutputColumn(string Name, ColumnKind Kind = ColumnKind.Text)
{
    public bool IsRightAligned => Kind is not (ColumnKind.Text or ColumnKind.Moment);

    /// <summary>Only texts may be cut: the rest of a number or a moment reads as another one.</summary>
    public bool CanBeCut => Kind == ColumnKind.Text;

    /// <summary>The columns of a query's result; a name that comes twice gets a number.</summary>
    public static IReadOnlyList<OutputColumn> From(IReadOnlyList<ResultColumn> columns)
    {
        HashSet<string> names = new(StringComparer.Ordinal);
        List<OutputColumn> result = new(columns.Count);
        foreach (ResultColumn column in columns)
        {
            string name = column.Name;
            for (int number = 2; !names.Add(name); number++)
            {
                name = $"{column.Name}_{number}";
            }

            result.Add(new OutputColumn(name, IsNumber(column.Type.Kind) ? ColumnKind.Number : ColumnKind.Text));
        }

        return result;
    }

    private static bool IsNumber(EngineTypeKind kind) => kind is
        EngineTypeKind.TinyInt or EngineTypeKind.SmallInt or EngineTypeKind.Integer or EngineTypeKind.BigInt
        or EngineTypeKind.UTinyInt or EngineTypeKind.USmallInt or EngineTypeKind.UInteger or EngineTypeKind.UBigInt
        or EngineTypeKind.HugeInt or EngineTypeKind.UHugeInt or EngineTypeKind.Bignum
        or EngineTypeKind.Float or EngineTypeKind.Double or EngineTypeKind.Decimal;
}
