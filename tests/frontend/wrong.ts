// What must not compile: each shape with one thing wrong. A line that does compile is an error, so the types do bite.
import type { BreadcrumbProps, MenuProps } from 'antd'
import type { SidebarsConfig } from '@docusaurus/plugin-content-docs'
import type { RouteObject } from 'react-router'
import type { BreadcrumbList, WithContext } from 'schema-dts'
import type { DefaultTheme } from 'vitepress'
import type { RouteRecordRaw } from 'vue-router'

// @ts-expect-error a title is no object
export const trail: NonNullable<BreadcrumbProps['items']> = [{ key: 'a', title: { text: 'A' } }]
// @ts-expect-error children are a list
export const menu: NonNullable<MenuProps['items']> = [{ key: 'a', label: 'A', children: 'B' }]
// @ts-expect-error a record has a path
export const vue: RouteRecordRaw[] = [{ name: 'a', children: [] }]
// @ts-expect-error a path is a text
export const react: RouteObject[] = [{ id: 'a', path: 5 }]
// @ts-expect-error a link is a text
export const sidebar: DefaultTheme.SidebarItem[] = [{ text: 'A', link: null }]
// @ts-expect-error a link has an address
export const sidebars: SidebarsConfig = { help: [{ type: 'link', label: 'A' }] }
// @ts-expect-error a list has a type
export const list: WithContext<BreadcrumbList>[] = [{ '@context': 'https://schema.org', itemListElement: [] }]
