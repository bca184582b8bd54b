using System.Globalization;
using Tarn.Engine.Dialect.Rewriting;
using Tarn.Engine.Types;

namespace Tarn.Engine.Dialect.Functions.Numbers;

/// <summary>Shifts within the width of the type of the first argument, which the result has too.</summary>
/// <param name="Name">Trino's function.</param>
/// <param name="Function">Ours, which takes the width as its third argument.</param>
internal sealed record BitShiftRule(string Name, string Function) : CallRule(Name, 2, 2)
{
    public override void Write(Rewriter rewriter, Site site)
    {
        (int width, string type) = rewriter.TypeOf(site.Operands[0])?.Kind switch
        {
            EngineTypeKind.TinyInt => (8, "TINYINT"),
            EngineTypeKind.SmallInt => (16, "SMALLINT"),
            EngineTypeKind.Integer => (32, "INTEGER"),
            _ => (64, "BIGINT"),
        };
        string arguments = string.Create(CultureInfo.InvariantCulture, $"{Function}({{0}}, {{1}}, {width})");
        TemplateRule.Write(rewriter, site, $"CAST({arguments} AS {type})");
    }
}
