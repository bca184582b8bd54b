using Tarn.Catalog;
using Tarn.Common;

namespace Tarn.Queries;

/// <summary>
/// Views of the catalog may come to read each other in a circle, which nobody sees when they are made.
/// </summary>
internal static class ViewDepth
{
    private const int Max = 64;

    /// <exception cref="TarnException"><c>TN2009</c>: views above views, more than any lake has.</exception>
    public static void Check(CatalogTable.View view, int depth)
    {
        if (depth > Max)
        {
            throw new TarnException(
                ErrorCodes.ModelCycle, $"view '{view.Name}' reads itself, or is {Max} views above the tables it reads")
            {
                Hint = $"look at its SQL with 'tarn catalog show {view.Name}'",
            };
        }
    }
}
