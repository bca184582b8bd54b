using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Tarn.Common;
using Tarn.Engine.Errors;

namespace Tarn.Engine.Parsing;

/// <summary>Collects what a serialized query refers to, minding the scopes of common table expressions.</summary>
internal sealed class QueryWalker(string sql, IReadOnlyDictionary<string, object?> parameters)
{
    private static readonly SearchValues<char> FileCharacters = SearchValues.Create("./\\:*?[");

    private readonly List<TableReference> _tables = [];
    private readonly List<FunctionReference> _tableFunctions = [];
    private readonly List<FunctionReference> _scalarFunctions = [];
    private readonly List<string> _parameters = [];
    private readonly PredicateCollector _collector = new(new ConstantReader(parameters));

    // By the location of the reference they belong to.
    private readonly Dictionary<ulong, IReadOnlyList<ColumnPredicate>> _predicates = [];

    public void Walk(JsonElement statement) => Walk(statement, CteScope.Empty);

    public ParsedQuery ToQuery() => new()
    {
        Tables = _tables,
        TableFunctions = _tableFunctions,
        ScalarFunctions = _scalarFunctions,
        Parameters = _parameters,
    };

    private void Walk(JsonElement node, CteScope scope)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        switch (node.ValueKind)
        {
            case JsonValueKind.Array:
                foreach (JsonElement element in node.EnumerateArray())
                {
                    Walk(element, scope);
                }

                break;
            case JsonValueKind.Object:
                Visit(node, ref scope);
                WalkProperties(node, scope);
                break;
        }
    }

    private void WalkProperties(JsonElement node, CteScope scope)
    {
        bool isTableFunction = node.HasType("TABLE_FUNCTION");
        foreach (JsonProperty property in node.EnumerateObject())
        {
            if (isTableFunction && property.Name == "function")
            {
                // Counted already; what is inside its arguments is not.
                WalkProperties(property.Value, scope);
            }
            else if (property.Name is not ("cte_map" or "named_param_map"))
            {
                Walk(property.Value, scope);
            }
        }
    }

    private void Visit(JsonElement node, ref CteScope scope)
    {
        if (node.TryGetProperty("cte_map", out JsonElement ctes))
        {
            scope = WalkCtes(ctes, scope);
        }

        switch (node.Text("type"))
        {
            case "RECURSIVE_CTE_NODE":
                scope = scope.With(node.Text("cte_name"));
                break;
            case "SELECT_NODE":
                _collector.Collect(node, _predicates);
                break;
            case "BASE_TABLE":
                AddTable(node, scope);
                break;
            case "FUNCTION" when node.HasClass("FUNCTION"):
                AddScalarFunction(node);
                break;
            case "WINDOW" or "WINDOW_AGGREGATE":
                RefuseOutside(node);
                break;
            case "SHOW_REF" when !node.Has("query"):
                throw NotAllowed(
                    $"SHOW {node.Text("table_name").Trim('"').Trim('_')} is not allowed: SQL names tables only",
                    Position(node),
                    "'tarn ls tables' lists them");
            case "TABLE_FUNCTION" when node.TryGetProperty("function", out JsonElement function):
                _tableFunctions.Add(Function(function));
                break;
            case "VALUE_PARAMETER" when !_parameters.Contains(node.Text("identifier")):
                _parameters.Add(node.Text("identifier"));
                break;
        }
    }

    // A CTE sees those before it; its own name means a table unless it is recursive.
    private CteScope WalkCtes(JsonElement ctes, CteScope scope)
    {
        foreach (JsonElement entry in ctes.Elements("map"))
        {
            Walk(entry.GetProperty("value"), scope);
            scope = scope.With(entry.Text("key"));
        }

        return scope;
    }

    private void AddTable(JsonElement node, CteScope scope)
    {
        string schema = node.Text("schema_name");
        string catalog = node.Text("catalog_name");
        string table = node.Text("table_name");

        // A name that the engine could take for a file is never left to it: its own scopes differ in corner cases.
        if (schema.Length == 0 && catalog.Length == 0 && scope.Contains(table) && !LooksLikeFile(table))
        {
            return;
        }

        _tables.Add(new TableReference(
            schema.Length == 0 ? null : schema,
            table,
            Position(node),
            _predicates.GetValueOrDefault(node.Location(), []))
        {
            Catalog = catalog.Length == 0 ? null : catalog,
        });
    }

    private static bool LooksLikeFile(string name) => name.AsSpan().ContainsAny(FileCharacters);

    private void AddScalarFunction(JsonElement node)
    {
        RefuseOutside(node);
        _scalarFunctions.Add(Function(node));
    }

    private void RefuseOutside(JsonElement node)
    {
        FunctionReference function = Function(node);
        if (OutsideFunctions.Contains(function.Name))
        {
            throw NotAllowed(
                $"the function '{function.Name}' is not allowed: it reaches outside the statement",
                function.Position,
                "SQL works on tables of the lake only");
        }

        // The engine's own catalog has the functions without the guards that a scope puts before them.
        if (node.Text("catalog").Length > 0 || node.Text("schema") == "system")
        {
            throw NotAllowed(
                $"the function '{function.Name}' is named with a catalog, which is not allowed",
                function.Position,
                "call it by its name alone");
        }
    }

    private static EngineException NotAllowed(string message, int position, string hint) =>
        new(ErrorCodes.StatementNotAllowed, EngineErrorKind.Permission, message, position) { Hint = hint };

    private FunctionReference Function(JsonElement node) =>
        new(node.Text("function_name").ToLowerInvariant(), Position(node));

    private int Position(JsonElement node) =>
        node.Location() is ulong location && location <= int.MaxValue
            ? TextOffset.ToCharacters(sql, (long)location) ?? 0
            : 0;
}
