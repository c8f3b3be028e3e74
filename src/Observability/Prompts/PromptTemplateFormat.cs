namespace Observability.Prompts;

/// <summary>What the templates of a prompt are written in: the key <c>templateFormat</c> of its configuration.</summary>
public enum PromptTemplateFormat
{
    /// <summary><c>{{variable}}</c> and nothing else: what clients of the wire know. <c>variables</c> or <c>mustache</c>.</summary>
    Variables = 0,

    /// <summary>Handlebars: <c>{{#if}}</c>, <c>{{#each}}</c>, <c>{{#with}}</c>, <c>{{lookup}}</c>. <c>handlebars</c>.</summary>
    Handlebars,

    /// <summary>Liquid: <c>{% if %}</c>, <c>{% for %}</c>, filters. <c>liquid</c>.</summary>
    Liquid,
}
