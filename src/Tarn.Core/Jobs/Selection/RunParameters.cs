using Tarn.Common;
using Tarn.Jobs.Runs;

namespace Tarn.Jobs.Selection;

/// <summary>Values that a run gives for parameters of models.</summary>
public static class RunParameters
{
    /// <summary>The models that runs may give values to, for people.</summary>
    public const string Rangeable = "incremental models of strategy insert_overwrite, delete_insert or merge";

    /// <summary>Whether what a model makes of a range replaces what its table has of it, and nothing else.</summary>
    public static bool CanBeRanged(ModelDefinition model) =>
        model.Materialized == Materialization.Incremental && model.Strategy != Strategy.Append;

    /// <exception cref="TarnException"><c>TN1005</c>: no model has a parameter of one of these names.</exception>
    public static void RequireKnown(IEnumerable<ModelDefinition> models, IEnumerable<string> parameters)
    {
        HashSet<string> known =
            [.. models.SelectMany(model => model.Parameters).Select(parameter => parameter.Name)];
        if (parameters.FirstOrDefault(name => !known.Contains(name)) is { } unknown)
        {
            throw new TarnException(ErrorCodes.BadArgument, $"no selected model has a parameter '{unknown}'")
            {
                Hint = Suggestion.DidYouMean(unknown, known)
                    ?? (known.Count == 0
                        ? "models get parameters by 'parameters:' in their front matter"
                        : $"there are {string.Join(", ", known.Order(StringComparer.Ordinal))}"),
            };
        }
    }

    /// <summary>The selection with the values that the request has for its models.</summary>
    /// <exception cref="TarnException">
    /// <c>TN1005</c>: no selected model has such a parameter, or one that has it cannot be run for a range.
    /// </exception>
    internal static RunSelection Give(RunSelection selection, RunRequest request)
    {
        if (request.Parameters.Count == 0)
        {
            return selection;
        }

        RequireKnown(selection.Models, request.Parameters.Keys);
        ModelDefinition[] models = [.. selection.Models.Select(model => model with
        {
            Parameters =
            [
                .. model.Parameters.Select(parameter => parameter with
                {
                    Given = request.Parameters.GetValueOrDefault(parameter.Name),
                }),
            ],
        })];
        if (request.FullRefresh)
        {
            throw new TarnException(
                ErrorCodes.BadArgument, "a full refresh builds whole tables, so it takes no values for parameters")
            {
                Hint = "leave out --full-refresh: a run with values reads all input anyway",
            };
        }

        foreach (ModelDefinition model in models.Where(model => model.IsRanged && !CanBeRanged(model)))
        {
            throw Refused(model);
        }

        return selection with { Models = models };
    }

    /// <exception cref="TarnException"><c>TN1005</c>: a parameter has neither a value nor a default.</exception>
    internal static void RequireAll(ModelDefinition model)
    {
        if (model.Parameters.FirstOrDefault(parameter => (parameter.Given ?? parameter.Default) is null) is { } missing)
        {
            throw new TarnException(
                ErrorCodes.BadArgument, $"'{model.Table}' needs a value for its parameter '{missing.Name}'")
            {
                Hint = $"give it with '--set {missing.Name}=VALUE', or give the parameter a default",
            };
        }
    }

    private static TarnException Refused(ModelDefinition model)
    {
        string given = string.Join(
            ", ",
            model.Parameters.Where(parameter => parameter.Given is not null).Select(parameter => parameter.Name));
        string why = model.Materialized == Materialization.Incremental
            ? "it appends, so the rows of the range would be there twice"
            : "it is built as a whole, so the range would replace the whole table";
        return new TarnException(
            ErrorCodes.BadArgument, $"'{model.Table}' takes no values for its parameters ({given}): {why}")
        {
            Hint = $"runs give values to {Rangeable}",
        };
    }
}
