using System.Globalization;
using System.Text.Json;

namespace Observability.AspNetCore.Reference;

/// <summary>Renders an OpenAPI document as one page for people: no script, no style of its own, every text encoded.</summary>
internal sealed class ReferencePage
{
    private readonly HtmlWriter _html = new();
    private readonly ReferenceDocument _document;
    private readonly RequestExample _example;

    private ReferencePage(ReferenceDocument document)
    {
        _document = document;
        _example = new RequestExample(document);
    }

    public static string Render(JsonElement document)
    {
        var page = new ReferencePage(new ReferenceDocument(document));
        page.Write();
        return page._html.ToString();
    }

    private void Write()
    {
        _html.Raw("<!doctype html>\n").Open("html", ("lang", "en")).Open("head");
        _html.Void("meta", ("charset", "utf-8"));
        _html.Void("meta", ("name", "viewport"), ("content", "width=device-width, initial-scale=1"));
        _html.Void("meta", ("name", "color-scheme"), ("content", "light dark"));
        _html.Element("title", _document.Title + " API");
        _html.Void("link", ("rel", "icon"), ("type", "image/svg+xml"), ("href", "reference.svg"));
        _html.Void("link", ("rel", "stylesheet"), ("href", "reference.css")).Close();
        _html.Open("body").Element("a", "Skip to the operations", ("class", "skip"), ("href", "#content"));
        WriteNavigation();
        _html.Open("main", ("id", "content"), ("tabindex", "-1"));
        WriteIntroduction();
        foreach (var (tag, operations) in _document.Groups)
        {
            _html.Raw("\n").Open("section", ("aria-labelledby", "tag-" + tag)).Element("h2", TitleOf(tag), ("id", "tag-" + tag));
            foreach (var operation in operations)
            {
                Write(operation);
            }

            _html.Close();
        }

        WriteTypes();
        _html.Close().Close().Close();
    }

    private void WriteNavigation()
    {
        _html.Open("nav", ("aria-label", "Operations")).Element("a", _document.Title, ("class", "home"), ("href", "#content"));
        foreach (var (tag, operations) in _document.Groups)
        {
            _html.Open("details").Open("summary").Text(TitleOf(tag)).Text(" ")
                .Element("span", operations.Count.ToString(CultureInfo.InvariantCulture), ("class", "count")).Close().Open("ul");
            foreach (var operation in operations)
            {
                _html.Open("li").Open("a", ("href", "#" + operation.Id), ("title", operation.Summary));
                Method(operation);
                _html.Text(" ").Element("span", ShortPath(operation.Path)).Close().Close();
            }

            _html.Close().Close();
        }

        _html.Element("a", "Types", ("class", "types"), ("href", "#types")).Close();
    }

    private void WriteIntroduction()
    {
        _html.Element("h1", _document.Title + " API").Element("p", _document.Description, ("class", "lead"));
        _html.Open("p").Text("Every operation takes a key as HTTP basic authentication, the public key as the user and the secret key as the password; errors are ")
            .Element("a", "ApiError", ("href", "#" + SchemaWriter.AnchorOf("ApiError"))).Text(" unless an operation says otherwise. The examples read the key and the address of this server, up to ")
            .Element("code", "/api/public").Text(", from the environment, as Langfuse's SDKs do. The same as a document for tools: ").Element("a", "openapi.json", ("href", "openapi.json")).Text(".").Close();
    }

    private void Write(ReferenceOperation operation)
    {
        _html.Raw("\n").Open("article", ("id", operation.Id)).Open("h3");
        Method(operation);
        _html.Text(" ").Open("a", ("href", "#" + operation.Id));
        WritePath(operation.Path);
        _html.Close().Close().Element("p", operation.Summary);
        WriteParameters(operation);
        if (operation.Body is { } body)
        {
            _html.Open("p", ("class", "body")).Element("b", "Body").Text(" ");
            SchemaWriter.Type(_html, body);
            _html.Close();
        }
        else if (operation.TakesBytes)
        {
            _html.Open("p", ("class", "body")).Element("b", "Body").Text(" bytes of any type").Close();
        }

        WriteAnswers(operation);
        _html.Open("details", ("class", "example")).Element("summary", "Example").Open("pre", ("tabindex", "0")).Element("code", _example.Of(operation)).Close().Close().Close();
    }

    private void WriteParameters(ReferenceOperation operation)
    {
        if (!operation.Parameters.Any())
        {
            return;
        }

        OpenTable("Parameters", "Name", "Type", "Meaning");
        foreach (var parameter in operation.Parameters)
        {
            var schema = parameter.GetProperty("schema");
            var isInPath = parameter.GetProperty("in").GetString() == "path";
            _html.Open("tr").Open("th", ("scope", "row")).Element("code", parameter.GetProperty("name").GetString()!);
            WriteMark(isInPath ? "in the path" : null);
            _html.Close().Open("td");
            SchemaWriter.Type(_html, schema);
            _html.Close().Open("td").Text(parameter.TryGetProperty("description", out var description) ? description.GetString()! : "");
            WriteMark(SchemaWriter.Limits(schema) is { Length: > 0 } limits ? limits : null);
            _html.Close().Close();
        }

        _html.Close().Close();
    }

    private void WriteAnswers(ReferenceOperation operation)
    {
        OpenTable("Answers", "Status", "Body", "Meaning");
        foreach (var (status, description, mediaType, schema) in operation.Answers)
        {
            _html.Open("tr").Open("th", ("scope", "row")).Element("code", status, ("class", status[0] == '2' ? "good" : "bad")).Close().Open("td");
            if (schema is { } type)
            {
                SchemaWriter.Type(_html, type);
            }

            WriteMark(mediaType is null or "application/json" ? null : mediaType);
            _html.Close().Element("td", description).Close();
        }

        _html.Close().Close();
    }

    private void WriteTypes()
    {
        _html.Open("section", ("aria-labelledby", "types")).Element("h2", "Types", ("id", "types"));
        foreach (var type in _document.Schemas.EnumerateObject())
        {
            _html.Raw("\n").Open("article", ("id", SchemaWriter.AnchorOf(type.Name))).Open("h3").Open("a", ("href", "#" + SchemaWriter.AnchorOf(type.Name))).Element("code", type.Name).Close().Close();
            if (type.Value.TryGetProperty("description", out var description))
            {
                _html.Element("p", description.GetString()!);
            }

            if (type.Value.TryGetProperty("properties", out var properties))
            {
                WriteFields(type.Value, properties);
            }
            else
            {
                _html.Open("p", ("class", "body"));
                SchemaWriter.Type(_html, type.Value);
                _html.Close();
            }

            _html.Close();
        }

        _html.Close();
    }

    private void WriteFields(JsonElement type, JsonElement properties)
    {
        var required = type.TryGetProperty("required", out var names) ? names.EnumerateArray().Select(name => name.GetString()!).ToHashSet(StringComparer.Ordinal) : [];
        OpenTable("Fields", "Name", "Type", "Meaning");
        foreach (var property in properties.EnumerateObject())
        {
            _html.Open("tr").Open("th", ("scope", "row")).Element("code", property.Name);
            WriteMark(required.Contains(property.Name) ? null : "optional");
            _html.Close().Open("td");
            SchemaWriter.Type(_html, property.Value);
            _html.Close().Open("td").Text(property.Value.TryGetProperty("description", out var description) ? description.GetString()! : "");
            WriteMark(SchemaWriter.Limits(property.Value) is { Length: > 0 } limits ? limits : null);
            _html.Close().Close();
        }

        _html.Close().Close();
    }

    private void OpenTable(string caption, params ReadOnlySpan<string> columns)
    {
        _html.Open("table", ("class", caption.ToLowerInvariant())).Element("caption", caption).Open("colgroup").Void("col").Void("col").Void("col").Close().Open("thead").Open("tr");
        foreach (var column in columns)
        {
            _html.Element("th", column, ("scope", "col"));
        }

        _html.Close().Close().Open("tbody");
    }

    private void WriteMark(string? text)
    {
        if (text is not null)
        {
            _html.Text(" ").Element("small", text);
        }
    }

    private void Method(ReferenceOperation operation) => _html.Element("span", operation.Method, ("class", "method " + operation.Method.ToLowerInvariant()));

    // A path may break before each slash.
    private void WritePath(string path)
    {
        _html.Open("code");
        foreach (var part in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            _html.Raw("<wbr>").Text("/" + part);
        }

        _html.Close();
    }

    private static string ShortPath(string path) => path.Replace("/api/public", "", StringComparison.Ordinal);

    private static string TitleOf(string tag) => (char.ToUpperInvariant(tag[0]) + tag[1..].Replace('-', ' '))
        .Replace("Llm", "LLM", StringComparison.Ordinal).Replace("Opentelemetry", "OpenTelemetry", StringComparison.Ordinal);
}
