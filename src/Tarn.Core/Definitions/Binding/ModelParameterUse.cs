using Tarn.Common;
using Tarn.Engine;
using Tarn.Engine.Dialect;
using Tarn.Jobs;

namespace Tarn.Definitions.Binding;

/// <summary>Compares the parameters of a model with those that its SQL names.</summary>
internal sealed class ModelParameterUse(BindingContext context)
{
    /// <summary>The SQL as the engine parses it; null when it names parameters that the model does not have.</summary>
    public SqlInFile? TryCheck(ModelDefinition model)
    {
        IReadOnlyList<NamedParameter> used = NamedParameters.Find(model.Sql);
        string[] known = [.. model.Parameters.Select(parameter => parameter.Name)];
        NamedParameter[] unknown = [.. used.Where(parameter => !known.Contains(parameter.Name))];
        foreach (NamedParameter parameter in unknown)
        {
            context.Diagnostics.Error(
                ErrorCodes.UnknownName,
                model.Source.Locate(parameter.Position) with { Length = parameter.Length },
                $"the model has no parameter '{parameter.Name}'",
                Suggestion.DidYouMean(parameter.Name, known),
                $"expected 'parameters: {{{parameter.Name}: DEFAULT}}' in its front matter");
        }

        foreach (ModelParameter parameter in model.Parameters)
        {
            if (used.All(other => other.Name != parameter.Name))
            {
                context.BadValue(
                    parameter.Location,
                    $"the SQL does not use the parameter '{parameter.Name}'",
                    $"expected :{parameter.Name} in the SQL");
            }
        }

        return unknown.Length > 0 ? null : new SqlInFile(NamedParameters.WithDollars(model.Sql, used), model.SqlStart);
    }
}
